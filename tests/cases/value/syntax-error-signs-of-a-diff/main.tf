@@ -1,7 +1,8 @@
 resource "aws_instance" "gets_it" {
   ami           = "ami-12345678"
-  instance_type = "t2.micro"
+  instance_type = "t3.micro"
+  iam_instance_profile = "web"
 }

 resource "aws_instance" "loses_it" {
-  iam_instance_profile = "web"
+
+  tags = {
+    Name = "web"
+  }
 }

+resource "aws_instance" "new" {
+  ami                  = "ami-12345678"
+  iam_instance_profile = "web"
+}
+
-resource "aws_instance" "gone" {
-  ami = "ami-12345678"
-}
